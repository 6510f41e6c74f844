-- One row per customer with a shipment of a sale. Rule: shipping_cost. A shipment counts with its transaction, whenever it was sent.
SELECT
    s.customer_key,
    CAST(SUM(h.shipping_cost) AS DECIMAL(18, 2)) AS shipping_cost
FROM shipments h
JOIN sales s ON s.transaction_id = h.transaction_id
GROUP BY s.customer_key
