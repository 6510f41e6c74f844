-- One row per customer who bought an item: net_revenue and cost_of_goods over all categories.
SELECT
    customer_key,
    CAST(SUM(net_revenue) AS DECIMAL(18, 2)) AS net_revenue,
    CAST(SUM(cost_of_goods) AS DECIMAL(18, 2)) AS cost_of_goods
FROM customer_categories
GROUP BY customer_key
