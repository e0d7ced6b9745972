/// A database and how to reach it.
@NullMarked
package dev.syncline.contracts.connection;

import org.jspecify.annotations.NullMarked;
