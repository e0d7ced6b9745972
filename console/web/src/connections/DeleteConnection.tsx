import { Button, Content, List, ListItem, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { answered, config } from "../api/client";
import type { Connection } from "../api/types";
import { tell } from "../common/toasts";
import { ProblemAlert } from "../frame/States";
import { CONNECTIONS } from "./queries";
import { readUsers, type User } from "./usage";

const MOST_SHOWN = 20;

interface Props {
  connection: Connection;
  users: User[];
  close: () => void;
  deleted?: () => void;
}

export function DeleteConnection({ connection, users: known, close, deleted }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () =>
      answered(
        config.DELETE("/api/v1/connections/{id}", { params: { path: { id: connection.id }, header: { "If-Match": `"${connection.version}"` } } }),
      ),
    onSuccess: () => {
      tell("success", t("connections.deleted", { name: connection.name }));
      close();
      deleted?.();
      void queries.invalidateQueries({ queryKey: CONNECTIONS });
    },
  });
  const told = useQuery({ queryKey: [...CONNECTIONS, connection.id, "projects"], staleTime: 0, queryFn: () => readUsers(connection.id) });
  const users = told.data ?? known;
  const used = users.length > 0;
  return (
    <Modal isOpen variant="small" onClose={close} aria-labelledby="delete-title" aria-describedby="delete-body">
      <ModalHeader title={t(used ? "connections.cannotDelete" : "connections.deleteTitle", { name: connection.name })} labelId="delete-title" titleIconVariant="warning" />
      <ModalBody id="delete-body">
        {used ? (
          <>
            <Content component="p">{t("connections.inUse")}</Content>
            <List>
              {users.slice(0, MOST_SHOWN).map(({ id, name }) => (
                <ListItem key={id}>
                  <Link to={`/projects?search=${encodeURIComponent(name)}`}>{name}</Link>
                </ListItem>
              ))}
              {users.length > MOST_SHOWN && <ListItem>{t("common.more", { count: users.length - MOST_SHOWN })}</ListItem>}
            </List>
          </>
        ) : (
          <Content component="p">{t("connections.deleteBody")}</Content>
        )}
        {removing.isError && <ProblemAlert title={t("connections.notDeleted")} error={removing.error} />}
      </ModalBody>
      <ModalFooter>
        {!used && (
          <Button variant="danger" isLoading={removing.isPending} isDisabled={removing.isPending} onClick={() => removing.mutate()}>
            {t("common.delete")}
          </Button>
        )}
        <Button variant={used ? "primary" : "link"} onClick={close}>
          {t(used ? "common.close" : "common.cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
