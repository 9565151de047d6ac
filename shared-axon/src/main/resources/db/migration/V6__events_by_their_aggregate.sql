-- Nobody looks an event up by its identifier, and its aggregate and number already make it one of a kind: an index of
-- random keys less at every event.
alter table domainevententry drop constraint domainevententry_eventidentifier_key;
