SELECT
    customer_status,
    COUNT(*) AS customer_count,
    ROUND(
        CAST(CAST(SUM(recency_score + frequency_score + monetary_score) AS DOUBLE) / (3 * COUNT(*)) AS DECIMAL(18, 6)),
        2
    ) AS avg_health_score,
    ROUND(CAST(CAST(SUM(total_spent) AS DOUBLE) / COUNT(total_spent) AS DECIMAL(18, 6)), 2) AS avg_total_spent,
    ROUND(CAST(CAST(SUM(total_transactions) AS DOUBLE) / COUNT(*) AS DECIMAL(18, 6)), 1) AS avg_transactions
FROM customer_analytics_c360
GROUP BY customer_status
ORDER BY customer_count DESC, customer_status
