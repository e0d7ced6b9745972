/// The catalogue browser: schemas, tables and columns of a connection as its database tells them now.
@NullMarked
package dev.syncline.config.catalog;

import org.jspecify.annotations.NullMarked;
