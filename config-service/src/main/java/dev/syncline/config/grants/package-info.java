/// The rights that the users of a project's connections need, as statements ready to paste.
@NullMarked
package dev.syncline.config.grants;

import org.jspecify.annotations.NullMarked;
