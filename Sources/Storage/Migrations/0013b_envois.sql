-- C-17: when links and notices were last sent again to the holder, so that nobody makes a letter box of somebody else's overflow. A few
-- instants, the oldest forgotten: on the line that the write holds already.
alter table compte add column envois timestamptz[] not null default '{}';
