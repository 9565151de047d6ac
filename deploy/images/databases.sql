-- One database for each service that keeps rows; PostgreSQL's image runs this when its volume is new.
create database group_service;
create database rule_service;
create database instance_service;
create database projection_service;
