package dev.syncline.config.connection;

import java.util.List;

import dev.syncline.config.connection.ConnectionRepository.SecretOf;
import dev.syncline.config.secret.SealedSecret;
import dev.syncline.config.secret.SecretBox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Seals the stored secrets with the current master key, in the background while the service works.
@Component
class SecretRotation implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SecretRotation.class);
    private static final int BATCH = 100;

    private final ConnectionRepository repository;
    private final SecretBox secrets;
    private final TransactionTemplate transactions;

    SecretRotation(ConnectionRepository repository, SecretBox secrets, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.secrets = secrets;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// Refuses to start with a key that does not open what it has sealed: found now, and not by the first run of the night.
    @Override
    public void afterPropertiesSet() {
        repository.oneSecretPerKey().forEach(of -> {
            String _ = secrets.open(Connections.owner(of.id()), of.secret());
        });
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread.ofVirtual().name("secret-rotation").start(this::rotate);
    }

    private void rotate() {
        int total = 0;
        try {
            int resealed = resealSome();
            while (resealed > 0) {
                total += resealed;
                resealed = resealSome();
            }
        } catch (RuntimeException | Error e) {
            log.error("secrets={} sealed anew, then it failed; the others keep their key until the next start", total, e);
            return;
        }
        log.info("secrets={} sealed anew, all are sealed with key={}", total, secrets.currentKey());
    }

    private int resealSome() {
        Integer done = transactions.execute(_ -> {
            List<SecretOf> some = repository.secretsNotSealedWith(secrets.currentKey(), BATCH);
            some.forEach(of -> {
                SealedSecret anew = secrets.seal(Connections.owner(of.id()), secrets.open(Connections.owner(of.id()), of.secret()));
                repository.replaceSecret(of.id(), anew);
            });
            return some.size();
        });
        return done == null ? 0 : done;
    }
}
