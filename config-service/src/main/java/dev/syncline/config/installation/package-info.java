/// How this database and what it has said are told apart from themselves at another time: a restore loses what was said, but not who has heard it.
@NullMarked
package dev.syncline.config.installation;

import org.jspecify.annotations.NullMarked;
