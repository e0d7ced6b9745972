/// Connections: databases and how to reach them, with their secrets sealed, and whether they can be reached now.
@NullMarked
package dev.syncline.config.connection;

import org.jspecify.annotations.NullMarked;
