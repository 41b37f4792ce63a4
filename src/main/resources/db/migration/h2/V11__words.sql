-- The lists of words for _text and _content: one number for each word of each resource, its upper 31 bits a hash of the
-- parameter and the word, its lower 33 bits the pid. The number is all there is: the row tree is the list, and a range of it
-- holds the resources with a word. What it finds is asked again with the words themselves, so that two words with one hash
-- do no harm. Contained resources are not in it.
create table index_word (
    id bigint not null primary key
);

-- The texts of a type are not read one after the other any more.
drop index index_text_list;

-- A store that holds resources builds the lists in the background; until that has ended, answers say so.
insert into reindex (name, after_pid, done, total, started, busy_until, finished)
    select 'words', 0, 0, 0, 0, 0, 1 where not exists (select 1 from resource);
