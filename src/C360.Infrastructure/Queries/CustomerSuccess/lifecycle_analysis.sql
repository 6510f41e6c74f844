SELECT
    customer_tenure_segment,
    COUNT(*) AS customer_count,
    ROUND(CAST(CAST(SUM(total_transactions) AS DOUBLE) / COUNT(*) AS DECIMAL(18, 6)), 1) AS avg_transactions,
    ROUND(CAST(CAST(SUM(total_spent) AS DOUBLE) / COUNT(total_spent) AS DECIMAL(18, 6)), 2) AS avg_total_spent,
    ROUND(
        CAST(CAST(SUM(recency_score + frequency_score + monetary_score) AS DOUBLE) / (3 * COUNT(*)) AS DECIMAL(18, 6)),
        2
    ) AS avg_health_score,
    COUNT(*) FILTER (WHERE customer_status = 'Active') AS active_customers
FROM customer_analytics_c360
GROUP BY customer_tenure_segment
ORDER BY
    CASE customer_tenure_segment
        WHEN 'New (0-30 days)' THEN 1
        WHEN 'Recent (31-90 days)' THEN 2
        WHEN 'Established (3-12 months)' THEN 3
        WHEN 'Veteran (1+ years)' THEN 4
        ELSE 5
    END,
    customer_tenure_segment
