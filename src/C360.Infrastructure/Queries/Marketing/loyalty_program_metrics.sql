SELECT
    loyalty_tier,
    COUNT(*) AS customer_count,
    ROUND(CAST(CAST(SUM(lifetime_value) AS DOUBLE) / COUNT(lifetime_value) AS DECIMAL(18, 6)), 2) AS avg_lifetime_value,
    ROUND(CAST(CAST(SUM(total_spent) AS DOUBLE) / COUNT(total_spent) AS DECIMAL(18, 6)), 2) AS avg_total_spent,
    ROUND(CAST(CAST(SUM(points_balance) AS DOUBLE) / NULLIF(COUNT(points_balance), 0) AS DECIMAL(18, 6)), 0) AS avg_points_balance,
    ROUND(CAST(AVG(redemption_rate) * 100 AS DECIMAL(18, 6)), 1) AS avg_redemption_rate_pct
FROM customer_analytics_c360
GROUP BY loyalty_tier
ORDER BY avg_lifetime_value DESC, loyalty_tier
