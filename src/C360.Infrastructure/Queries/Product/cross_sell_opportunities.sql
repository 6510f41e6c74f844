SELECT
    customer_id, customer_name, email, customer_segment, loyalty_tier, channels_used, total_spent,
    SUBSTR(
        CASE WHEN channel_expansion_opportunity THEN ', Channel Expansion' ELSE '' END
            || CASE WHEN tier_upgrade_opportunity THEN ', Tier Upgrade' ELSE '' END
            || CASE WHEN app_adoption_opportunity THEN ', App Adoption' ELSE '' END,
        3
    ) AS opportunities
FROM customer_analytics_c360
WHERE channel_expansion_opportunity OR tier_upgrade_opportunity OR app_adoption_opportunity
ORDER BY total_spent DESC, customer_id
LIMIT :limit
