create table sample (value integer not null);
