SELECT
    value_segment,
    COUNT(*) AS customer_count,
    ROUND(CAST(CAST(SUM(lifetime_value) AS DOUBLE) / COUNT(lifetime_value) AS DECIMAL(18, 6)), 2) AS avg_lifetime_value,
    CAST(SUM(total_spent) AS DECIMAL(18, 2)) AS total_revenue,
    ROUND(CAST(CAST(SUM(total_transactions) AS DOUBLE) / COUNT(*) AS DECIMAL(18, 6)), 1) AS avg_transactions_per_customer
FROM customer_analytics_c360
GROUP BY value_segment
ORDER BY avg_lifetime_value DESC, value_segment
