/// Lists that people search and sort: how they are ordered, and where a page of them begins.
@NullMarked
package dev.syncline.config.listing;

import org.jspecify.annotations.NullMarked;
