-- Which of our own services a piece of work waits for, and why, as its holder last said; null where it waits for none.
ALTER TABLE work ADD COLUMN waits_for text;
