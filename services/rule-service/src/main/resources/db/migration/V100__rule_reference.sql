-- Which rules name which groups and prefix lists. Written in the transaction of the rule's event.
create table rule_reference (
    rule_id           text   primary key,
    security_group_id text   not null,
    peer              text   not null,
    expires_at        bigint
);
create index rule_reference_peer on rule_reference (peer, security_group_id, rule_id);

-- Rules that were made before this table was: what their last event says, unless they were revoked. No event before
-- this version named a prefix list, set an expiry or deleted a rule set.
with event as (
    select globalindex, convert_from(payload, 'UTF8')::jsonb as body
    from domainevententry
    where payloadtype like '%RuleSetOpened' or payloadtype like '%RulesAuthorized'
        or payloadtype like '%RuleModified' or payloadtype like '%RulesRevoked'
), said as (
    select globalindex, body ->> 'securityGroupId' as security_group_id, rule
    from event, jsonb_array_elements(body -> 'rules') as rule
    union all
    select globalindex, body ->> 'securityGroupId', body -> 'rule' from event where body ? 'rule'
), last_said as (
    select distinct on (rule ->> 'ruleId') rule ->> 'ruleId' as rule_id, security_group_id,
        rule ->> 'peerSecurityGroupId' as peer
    from said
    order by rule ->> 'ruleId', globalindex desc
), revoked as (
    select jsonb_array_elements_text(body -> 'ruleIds') as rule_id from event where body ? 'ruleIds'
)
insert into rule_reference (rule_id, security_group_id, peer)
select rule_id, security_group_id, peer
from last_said
where peer is not null and rule_id not in (select rule_id from revoked);
