-- Who is in a group: asked when it is to be deleted.
create index address_owner_group on address_owner (security_group_id, instance_id);
