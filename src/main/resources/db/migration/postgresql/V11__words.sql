-- The lists of words for _text and _content: an inverted index over the words of each row, together with the number of its
-- parameter. New rows wait in a short list of their own, which is read to the end by each search and sorted in when it is
-- full.
create index index_text_words on index_text
    using gin (string_to_array(param::text || rtrim(words), ' ')) with (gin_pending_list_limit = 256);

-- The texts of a type are not read one after the other any more.
drop index index_text_list;

-- A store that holds resources brings its words up to date in the background; until that has ended, answers say so.
insert into reindex (name, after_pid, done, total, started, busy_until, finished)
    select 'words', 0, 0, 0, 0, 0, 1 where not exists (select 1 from resource);
