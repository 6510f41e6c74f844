SELECT
    generation_segment,
    COUNT(*) AS total_customers,
    COUNT(*) FILTER (WHERE is_app_user) AS app_users,
    COUNT(*) FILTER (WHERE is_digital_native) AS digital_natives,
    ROUND(CAST(SUM(app_engagement_score) / COUNT(*) AS DECIMAL(18, 6)), 1) AS avg_engagement_score,
    ROUND(CAST(COUNT(*) FILTER (WHERE is_app_user) * 100e0 / COUNT(*) AS DECIMAL(18, 6)), 1) AS app_adoption_rate_pct
FROM customer_analytics_c360
GROUP BY generation_segment
ORDER BY app_adoption_rate_pct DESC, generation_segment
