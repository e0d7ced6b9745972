/// Secrets at rest: sealed with a master key that lives in the settings, never in the database.
@NullMarked
package dev.syncline.config.secret;

import org.jspecify.annotations.NullMarked;
