SELECT
    support_satisfaction_level,
    COUNT(*) AS customer_count,
    ROUND(CAST(CAST(SUM(total_support_tickets) AS DOUBLE) / COUNT(*) AS DECIMAL(18, 6)), 1) AS avg_tickets_per_customer,
    ROUND(CAST(AVG(avg_satisfaction) AS DECIMAL(18, 6)), 2) AS avg_satisfaction_score,
    CAST(SUM(urgent_support_tickets) AS BIGINT) AS total_urgent_tickets,
    ROUND(CAST(CAST(SUM(total_spent) AS DOUBLE) / COUNT(total_spent) AS DECIMAL(18, 6)), 2) AS avg_customer_value
FROM customer_analytics_c360
WHERE total_support_tickets > 0
GROUP BY support_satisfaction_level
ORDER BY avg_customer_value DESC, support_satisfaction_level
