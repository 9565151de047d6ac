-- What belongs to one live instance at a time. Written in the transaction of the instance's event.
create table address_owner (
    scope             text not null,
    address           text not null,
    instance_id       text not null,
    account           text not null,
    security_group_id text not null,
    primary key (scope, address)
);
create index address_owner_instance on address_owner (instance_id);

create table interface_owner (
    host              text not null,
    interface         text not null,
    instance_id       text not null,
    account           text not null,
    security_group_id text not null,
    primary key (host, interface)
);
create index interface_owner_instance on interface_owner (instance_id);

-- How many addresses the live instances of a group have.
create table group_places (
    security_group_id text    primary key,
    taken             integer not null check (taken >= 0)
);
