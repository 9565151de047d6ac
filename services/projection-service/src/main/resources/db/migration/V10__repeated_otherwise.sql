-- The revision whose event this record repeats with another content; null where the record could not be read at all.
alter table unreadable_record add column repeats bigint;
