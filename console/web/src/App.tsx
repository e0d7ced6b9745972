import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter, Navigate, RouterProvider } from "react-router";

import { Toasts } from "./common/toasts";
import { Frame } from "./frame/Frame";
import { fetchTheRest, lazyScreen } from "./frame/lazily";
import { NotFound } from "./frame/NotFound";
import { Failed, LoadAgain, Loading } from "./frame/States";
import { FirstPasswordPage } from "./session/FirstPasswordPage";
import { askWhoIsSignedIn } from "./session/requests";
import { useSession } from "./session/session";
import { SignInAgain } from "./session/SignInAgain";
import { SignInPage } from "./session/SignInPage";

// Each is a file of its own: the first sight of one needs none of the others.
const AlertsScreen = lazyScreen(() => import("./alerts/AlertsScreen").then((file) => file.AlertsScreen));
const CalendarScreen = lazyScreen(() => import("./calendar/CalendarScreen").then((file) => file.CalendarScreen));
const ConnectionForm = lazyScreen(() => import("./connections/ConnectionForm").then((file) => file.ConnectionForm));
const ConnectionList = lazyScreen(() => import("./connections/ConnectionList").then((file) => file.ConnectionList));
const NewProject = lazyScreen(() => import("./projects/NewProject").then((file) => file.NewProject));
const OverviewScreen = lazyScreen(() => import("./overview/OverviewScreen").then((file) => file.OverviewScreen));
const PasswordScreen = lazyScreen(() => import("./session/PasswordScreen").then((file) => file.PasswordScreen));
const ProjectList = lazyScreen(() => import("./projects/ProjectList").then((file) => file.ProjectList));
const ProjectScreen = lazyScreen(() => import("./projects/ProjectScreen").then((file) => file.ProjectScreen));
const RunList = lazyScreen(() => import("./runs/RunList").then((file) => file.RunList));
const RunScreen = lazyScreen(() => import("./runs/RunScreen").then((file) => file.RunScreen));
const SettingsScreen = lazyScreen(() => import("./settings/SettingsScreen").then((file) => file.SettingsScreen));

const router = createBrowserRouter([
  {
    element: <Frame />,
    errorElement: <Broken />,
    children: [
      { index: true, element: <Navigate to="/overview" replace /> },
      { path: "overview", element: <OverviewScreen /> },
      { path: "projects", element: <ProjectList /> },
      { path: "projects/new", element: <NewProject /> },
      { path: "projects/:id", element: <ProjectScreen /> },
      { path: "runs", element: <RunList /> },
      { path: "runs/:id", element: <RunScreen /> },
      { path: "calendar", element: <CalendarScreen /> },
      { path: "connections", element: <ConnectionList /> },
      { path: "connections/new", element: <ConnectionForm /> },
      { path: "connections/:id", element: <ConnectionForm /> },
      { path: "alerts", element: <AlertsScreen /> },
      { path: "settings/:tab?", element: <SettingsScreen /> },
      { path: "password", element: <PasswordScreen /> },
      { path: "*", element: <NotFound /> },
    ],
  },
]);

function Broken() {
  const { t } = useTranslation();
  return <LoadAgain heading="h1" title={t("states.broken")} body={t("states.brokenBody")} />;
}

/** Who is nobody sees the sign-in at every address, and then what the address says. */
export function App() {
  const session = useSession();
  const [error, setError] = useState<unknown>();
  const ask = useCallback(() => {
    setError(undefined);
    askWhoIsSignedIn().catch(setError);
  }, []);
  useEffect(ask, [ask]);
  useEffect(() => {
    if (session.state === "in") {
      fetchTheRest();
    }
  }, [session.state]);

  if (error !== undefined) {
    return <Failed error={error} retry={ask} />;
  }
  switch (session.state) {
    case "asking":
      return <Loading />;
    case "nobody":
      return <SignInPage />;
    case "first":
      return <FirstPasswordPage />;
    case "in":
    case "ended":
      return (
        <>
          <RouterProvider router={router} />
          <SignInAgain />
          <Toasts />
        </>
      );
  }
}
