/// People who may sign in.
@NullMarked
package dev.syncline.console.user;

import org.jspecify.annotations.NullMarked;
