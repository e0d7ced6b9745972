import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { createBrowserRouter, Navigate, RouterProvider } from "react-router";

import { AlertsScreen } from "./alerts/AlertsScreen";
import { CalendarScreen } from "./calendar/CalendarScreen";
import { Toasts } from "./common/toasts";
import { ConnectionForm } from "./connections/ConnectionForm";
import { ConnectionList } from "./connections/ConnectionList";
import { Frame } from "./frame/Frame";
import { NotFound } from "./frame/NotFound";
import { Failed, Loading } from "./frame/States";
import { OverviewScreen } from "./overview/OverviewScreen";
import { ProjectList } from "./projects/ProjectList";
import { RunList } from "./runs/RunList";
import { RunScreen } from "./runs/RunScreen";
import { FirstPasswordPage } from "./session/FirstPasswordPage";
import { PasswordScreen } from "./session/PasswordScreen";
import { askWhoIsSignedIn } from "./session/requests";
import { useSession } from "./session/session";
import { SignInAgain } from "./session/SignInAgain";
import { SignInPage } from "./session/SignInPage";
import { SettingsScreen } from "./settings/SettingsScreen";

// Large, and not needed for the first sight of anything.
const NewProject = lazy(() => import("./projects/NewProject").then(({ NewProject: component }) => ({ default: component })));
const ProjectScreen = lazy(() => import("./projects/ProjectScreen").then(({ ProjectScreen: component }) => ({ default: component })));

const router = createBrowserRouter([
  {
    element: <Frame />,
    errorElement: <Broken />,
    children: [
      { index: true, element: <Navigate to="/overview" replace /> },
      { path: "overview", element: <OverviewScreen /> },
      { path: "projects", element: <ProjectList /> },
      { path: "projects/new", element: <Suspense fallback={<Loading />}><NewProject /></Suspense> },
      { path: "projects/:id", element: <Suspense fallback={<Loading />}><ProjectScreen /></Suspense> },
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
  return <Failed error={new Error("The page has met what it does not know. Load it again.")} retry={() => window.location.reload()} />;
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
