-- Who comes from an identity provider is known by what it says of itself and by its number for the person; there is no password then.
ALTER TABLE account ADD issuer text;
ALTER TABLE account ADD subject text;
CREATE UNIQUE INDEX account_subject ON account (issuer, subject);
