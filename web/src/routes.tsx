import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { QueryClientProvider } from "@tanstack/solid-query";
import { ErrorBoundary, Suspense, type JSX } from "solid-js";
import { makeQueryClient } from "./api/queryClient.ts";
import { latePage } from "./console/shell/late/late.tsx";
import { Crashed, NotFound } from "./console/shell/Lost.tsx";
import Shell from "./console/shell/Shell.tsx";
import { leave } from "./console/shell/session.ts";
import { paths } from "./paths.ts";
import { Toasts } from "./ui/Toasts.tsx";

const SignIn = latePage(() => import("./console/account/SignIn.tsx"));
const SignUp = latePage(() => import("./console/account/SignUp.tsx"));
const Verify = latePage(() => import("./console/account/Verify.tsx"));
const Forgot = latePage(() => import("./console/account/Forgot.tsx"));
const Reset = latePage(() => import("./console/account/Reset.tsx"));
const Invitation = latePage(() => import("./console/account/Invitation.tsx"));
const Inbox = latePage(() => import("./console/inbox/Inbox.tsx"));
const Agents = latePage(() => import("./console/agents/Agents.tsx"));
const NewAgent = latePage(() => import("./console/agents/NewAgent.tsx"));
const AgentSetup = latePage(() => import("./console/agents/setup/AgentSetup.tsx"));
const Agent = latePage(() => import("./console/agents/Agent.tsx"));
const Contacts = latePage(() => import("./console/contacts/Contacts.tsx"));
const ImportContacts = latePage(() => import("./console/contacts/import/Import.tsx"));
const Contact = latePage(() => import("./console/contacts/Contact.tsx"));
const Figures = latePage(() => import("./console/figures/Figures.tsx"));
const Setup = latePage(() => import("./console/setup/Setup.tsx"));
const Team = latePage(() => import("./console/team/Team.tsx"));
const Health = latePage(() => import("./console/health/Health.tsx"));
const Platform = latePage(() => import("./console/platform/Platform.tsx"));
const Settings = latePage(() => import("./console/settings/Settings.tsx"));

const client = makeQueryClient(leave);

const Frame = (props: RouteSectionProps): JSX.Element => (
  <ErrorBoundary fallback={(error: unknown, reset) => <Crashed error={error} onLeft={reset} />}>
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
