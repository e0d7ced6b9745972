-- Each service has a database of its own and reads no other.
CREATE DATABASE syncline_config;
CREATE DATABASE syncline_scheduler;
CREATE DATABASE syncline_notification;
CREATE DATABASE syncline_console;
