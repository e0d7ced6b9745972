/// The service that keeps connections and projects, and shows what a database holds.
@NullMarked
package dev.syncline.config;

import org.jspecify.annotations.NullMarked;
