/// What a run of a project would do: names, statements, types and obstacles, found out by reading only.
@NullMarked
package dev.syncline.config.preview;

import org.jspecify.annotations.NullMarked;
