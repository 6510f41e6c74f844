-- One row per product category, over the items of the sales (completed, not after as_of) of the customers in customer_analytics_c360.
-- A repeat customer has two or more transactions with the category; a transaction has one customer, so the counts of the customers add up.
SELECT
    c.category,
    COUNT(*) AS customer_count,
    COUNT(*) FILTER (WHERE f.transactions >= 2) AS repeat_customers,
    CAST(SUM(f.transactions) AS BIGINT) AS transactions,
    CAST(SUM(f.net_revenue) AS DECIMAL(18, 2)) AS total_revenue
FROM customer_categories f
JOIN categories c ON c.category_key = f.category_key
GROUP BY c.category
ORDER BY c.category
