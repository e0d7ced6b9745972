package dev.syncline.config.connection;

import java.util.List;
import java.util.stream.Collectors;

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
        repository.someSecretsPerKey().stream().collect(Collectors.groupingBy(of -> of.secret().keyId())).values().forEach(this::expectOneOpens);
    }

    // A single one that is damaged says nothing of the key.
    private void expectOneOpens(List<SecretOf> sealedWithOneKey) {
        RuntimeException refusal = null;
        for (SecretOf of : sealedWithOneKey) {
            try {
                String _ = secrets.open(Connections.owner(of.id()), of.secret());
                return;
            } catch (RuntimeException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread.ofVirtual().name("secret-rotation").start(this::rotate);
    }

    private void rotate() {
        int total = 0;
        try {
            List<SecretOf> some = resealSome(0);
            while (!some.isEmpty()) {
                total += some.size();
                some = resealSome(some.getLast().id());
            }
        } catch (RuntimeException | Error e) {
            log.error("secrets={} sealed anew, then it failed; the others keep their key until the next start", total, e);
            return;
        }
        log.info("secrets={} looked at, all that open are sealed with key={}", total, secrets.currentKey());
    }

    private List<SecretOf> resealSome(long after) {
        List<SecretOf> done = transactions.execute(_ -> {
            List<SecretOf> some = repository.secretsNotSealedWith(secrets.currentKey(), after, BATCH);
            some.forEach(this::reseal);
            return some;
        });
        return done == null ? List.of() : done;
    }

    private void reseal(SecretOf of) {
        SealedSecret anew;
        try {
            anew = secrets.seal(Connections.owner(of.id()), secrets.open(Connections.owner(of.id()), of.secret()));
        } catch (IllegalStateException e) {
            log.error("connection={} has a secret that does not open, and keeps it; enter the secret again", of.id(), e);
            return;
        }
        repository.replaceSecret(of.id(), anew);
    }
}
