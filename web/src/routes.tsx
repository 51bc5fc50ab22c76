import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { QueryClientProvider } from "@tanstack/solid-query";
import { ErrorBoundary, lazy, Suspense, type JSX } from "solid-js";
import { makeQueryClient } from "./api/queryClient.ts";
import { Crashed, NotFound } from "./console/shell/Lost.tsx";
import Shell from "./console/shell/Shell.tsx";
import { leave } from "./console/shell/session.ts";
import { paths } from "./paths.ts";
import { Toasts } from "./ui/Toasts.tsx";

const SignIn = lazy(() => import("./console/account/SignIn.tsx"));
const SignUp = lazy(() => import("./console/account/SignUp.tsx"));
const Verify = lazy(() => import("./console/account/Verify.tsx"));
const Forgot = lazy(() => import("./console/account/Forgot.tsx"));
const Reset = lazy(() => import("./console/account/Reset.tsx"));
const Invitation = lazy(() => import("./console/account/Invitation.tsx"));
const Inbox = lazy(() => import("./console/inbox/Inbox.tsx"));
const Agents = lazy(() => import("./console/agents/Agents.tsx"));
const NewAgent = lazy(() => import("./console/agents/NewAgent.tsx"));
const AgentSetup = lazy(() => import("./console/agents/setup/AgentSetup.tsx"));
const Agent = lazy(() => import("./console/agents/Agent.tsx"));
const Contacts = lazy(() => import("./console/contacts/Contacts.tsx"));
const ImportContacts = lazy(() => import("./console/contacts/import/Import.tsx"));
const Contact = lazy(() => import("./console/contacts/Contact.tsx"));
const Figures = lazy(() => import("./console/figures/Figures.tsx"));
const Setup = lazy(() => import("./console/setup/Setup.tsx"));
const Team = lazy(() => import("./console/team/Team.tsx"));
const Health = lazy(() => import("./console/health/Health.tsx"));
const Platform = lazy(() => import("./console/platform/Platform.tsx"));
const Settings = lazy(() => import("./console/settings/Settings.tsx"));

const client = makeQueryClient(leave);

const Frame = (props: RouteSectionProps): JSX.Element => (
  <ErrorBoundary fallback={(error: unknown) => <Crashed error={error} />}>
    <Suspense>{props.children}</Suspense>
    <Toasts />
  </ErrorBoundary>
);

export const Console = (): JSX.Element => (
  <QueryClientProvider client={client}>
    <Router root={Frame}>
      <Route path="/console/sign-in" component={SignIn} />
      <Route path="/console/sign-up" component={SignUp} />
      <Route path="/console/verify" component={Verify} />
      <Route path="/console/forgot" component={Forgot} />
      <Route path="/console/reset" component={Reset} />
      <Route path="/console/invitation" component={Invitation} />
      <Route path="/console" component={Shell}>
        <Route path="/" component={() => <Navigate href={paths.inbox()} />} />
        <Route path="/inbox/:conversationId?" component={Inbox} />
        <Route path="/agents" component={Agents} />
        <Route path="/agents/new" component={NewAgent} />
        <Route path="/agents/:agentId/setup/:step?" component={AgentSetup} />
        <Route path="/agents/:agentId/:section?" component={Agent} />
        <Route path="/contacts" component={Contacts} />
        <Route path="/contacts/import/:importId?" component={ImportContacts} />
        <Route path="/contacts/:contactId" component={Contact} />
        <Route path="/figures" component={Figures} />
        <Route path="/health" component={Health} />
        <Route path="/setup" component={Setup} />
        <Route path="/team" component={Team} />
        <Route path="/settings/:section?" component={Settings} />
        <Route path="/platform/:section?" component={Platform} />
      </Route>
      <Route path="*" component={NotFound} />
    </Router>
  </QueryClientProvider>
);
