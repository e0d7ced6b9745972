/// How workers learn to reach a database: they ask config-service.
@NullMarked
package dev.syncline.kit.connection;

import org.jspecify.annotations.NullMarked;
