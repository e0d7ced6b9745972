-- Which database the server said it is, the last time it was asked through this state of the connection.
ALTER TABLE connection ADD COLUMN identity text;
