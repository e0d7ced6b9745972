/// How a database is reached: hosts and addresses, sessions and what is set in them, and who the server says it is.
@NullMarked
package dev.syncline.dialect.connect;

import org.jspecify.annotations.NullMarked;
