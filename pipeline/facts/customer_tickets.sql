-- One row per customer with a support ticket created not after as_of. Rules: the counts over support_tickets; avg_satisfaction is the
-- mean of the scores given, null when none was.
SELECT
    k.customer_key,
    COUNT(*) AS total_support_tickets,
    COUNT(*) FILTER (WHERE s.status = 'resolved') AS resolved_support_tickets,
    COUNT(*) FILTER (WHERE s.priority = 'urgent') AS urgent_support_tickets,
    CAST(SUM(s.satisfaction_score) AS DOUBLE) / NULLIF(COUNT(s.satisfaction_score), 0) AS avg_satisfaction,
    MAX(CAST(s.created_date AS DATE)) AS last_ticket_date
FROM support_tickets s
JOIN known_customers k ON k.customer_id = s.customer_id
CROSS JOIN run r
WHERE CAST(s.created_date AS DATE) <= r.as_of
GROUP BY k.customer_key
