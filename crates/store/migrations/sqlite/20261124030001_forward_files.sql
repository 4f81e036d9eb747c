-- How photos and documents go along with a submission that is handed on: `none`, `links` that open them for a day, or `inline` in the body.
alter table forwards add column files text not null default 'links';
