-- One row per customer and product category bought, over the items of the customer's sales. An item whose product is unknown stays, with
-- cost 0 and category Unknown (number 0). Rules: net_revenue = line_total - discount_applied, cost_of_goods = quantity x product cost.
-- Grouped by transaction first: over a million customers that is cheaper than counting distinct transactions, and spills better.
SELECT
    customer_key,
    category_key,
    COUNT(*) AS transactions,
    CAST(SUM(net_revenue) AS DECIMAL(18, 2)) AS net_revenue,
    CAST(SUM(cost_of_goods) AS DECIMAL(18, 2)) AS cost_of_goods
FROM (
    SELECT
        s.customer_key,
        i.transaction_id,
        COALESCE(p.category_key, 0) AS category_key,
        CAST(SUM(i.line_total - COALESCE(i.discount_applied, 0)) AS DECIMAL(18, 2)) AS net_revenue,
        CAST(SUM(i.quantity * COALESCE(p.cost, 0)) AS DECIMAL(18, 2)) AS cost_of_goods
    FROM transaction_items i
    JOIN sales s ON s.transaction_id = i.transaction_id
    LEFT JOIN product_costs p ON p.product_id = i.product_id
    GROUP BY s.customer_key, i.transaction_id, COALESCE(p.category_key, 0)
) baskets
GROUP BY customer_key, category_key
