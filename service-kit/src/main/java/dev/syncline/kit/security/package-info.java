/// Who may call: an API token for people and systems, a service token between services.
@NullMarked
package dev.syncline.kit.security;

import org.jspecify.annotations.NullMarked;
