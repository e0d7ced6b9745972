/// Projects: what is copied from where to where. Every save makes an immutable revision, stored and published.
@NullMarked
package dev.syncline.config.project;

import org.jspecify.annotations.NullMarked;
