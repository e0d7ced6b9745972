-- What a summary of many alerts says of them, as the single mail does: in words, for people only.
ALTER TABLE alert
    ADD COLUMN gone text;
