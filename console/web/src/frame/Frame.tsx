import {
  Brand,
  Button,
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  MenuToggle,
  Nav,
  NavItem,
  NavList,
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
  SkipToContent,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from "@patternfly/react-core";
import { BarsIcon, KeyboardIcon, UserIcon } from "@patternfly/react-icons";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useLocation, useNavigate } from "react-router";

import { signOut } from "../session/requests";
import { useSession } from "../session/session";
import { chooseLanguage, type Language, LANGUAGES } from "../texts";
import { ConnectionLost } from "./ConnectionLost";
import { ShortcutHelp } from "./ShortcutHelp";
import { useShortcuts } from "./shortcuts";
import { chooseTheme, isDark, THEMES, useTheme } from "./theme";

const MAIN = "main";

/** The screens that there are; those that come later get their line here. */
const SCREENS = [
  { path: "/overview", text: "nav.overview", keys: "g o" },
  { path: "/projects", text: "nav.projects", keys: "g p" },
  { path: "/runs", text: "nav.runs", keys: "g r" },
  { path: "/calendar", text: "nav.calendar", keys: "g k" },
  { path: "/connections", text: "nav.connections", keys: "g c" },
  { path: "/alerts", text: "alerts.title", keys: "g a" },
  { path: "/settings", text: "settings.title", keys: "g s" },
] as const;

export function Frame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [help, setHelp] = useState(false);
  const side = useSidebar(pathname);

  useShortcuts([
    { keys: "?", label: t("shortcuts.help"), run: () => setHelp(true) },
    ...SCREENS.map(({ path, text, keys }) => ({ keys, label: t("shortcuts.goTo", { screen: t(text) }), run: () => void navigate(path) })),
    { keys: "t", label: t("shortcuts.theme"), run: () => chooseTheme(isDark() ? "light" : "dark") },
  ]);

  const masthead = (
    <Masthead display={{ default: "inline" }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton variant="plain" aria-label={t("nav.toggle")} isSidebarOpen={side.open} onSidebarToggle={side.toggle}>
            <BarsIcon />
          </PageToggleButton>
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/" aria-label={t("nav.home")} />}>
            <span className="syncline-brand">
              <Brand src="/favicon.svg" alt="" widths={{ default: "28px" }} /> Syncline
            </span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarGroup variant="action-group-plain" align={{ default: "alignEnd" }}>
              <ToolbarItem visibility={{ default: "hidden", md: "visible" }}>
                <Button variant="plain" icon={<KeyboardIcon />} aria-label={t("shortcuts.title")} onClick={() => setHelp(true)} />
              </ToolbarItem>
              <ToolbarItem>
                <UserMenu />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );

  const sidebar = (
    <PageSidebar isSidebarOpen={side.open}>
      <PageSidebarBody>
        <Nav aria-label={t("nav.screens")}>
          <NavList>
            {SCREENS.map(({ path, text }) => (
              <NavItem key={path} itemId={path} to={path} isActive={pathname === path || pathname.startsWith(`${path}/`)} component={NavLink}>
                {t(text)}
              </NavItem>
            ))}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );

  return (
    <Page
      masthead={masthead}
      sidebar={sidebar}
      onPageResize={side.resized}
      mainContainerId={MAIN}
      banner={<ConnectionLost />}
      skipToContent={<SkipToContent href={`#${MAIN}`}>{t("nav.skip")}</SkipToContent>}
    >
      <Outlet />
      <ShortcutHelp open={help} close={() => setHelp(false)} />
    </Page>
  );
}

/** Where the sidebar lies over the screen it is closed until it is asked for, and again once a screen was chosen or touched; PatternFly's own state keeps it
 * open when a screen was chosen. */
function useSidebar(pathname: string) {
  const [narrow, setNarrow] = useState(false);
  const [openWide, setOpenWide] = useState(true);
  const [openNarrow, setOpenNarrow] = useState(false);
  useEffect(() => setOpenNarrow(false), [pathname]);
  useEffect(() => {
    const main = document.getElementById(MAIN);
    const close = () => setOpenNarrow(false);
    main?.addEventListener("pointerdown", close);
    return () => main?.removeEventListener("pointerdown", close);
  }, []);
  return {
    open: narrow ? openNarrow : openWide,
    toggle: () => (narrow ? setOpenNarrow(!openNarrow) : setOpenWide(!openWide)),
    resized: (_event: unknown, { mobileView }: { mobileView: boolean }) => setNarrow(mobileView),
  };
}

function NavLink({ href, ...rest }: { href?: string }) {
  return <Link {...rest} to={href ?? "/"} />;
}

function UserMenu() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const theme = useTheme();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  if (!("me" in session)) {
    return null;
  }
  const { name, role } = session.me;
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: "right", appendTo: "inline" }}
      toggle={(ref) => (
        <MenuToggle ref={ref} isExpanded={open} onClick={() => setOpen(!open)} icon={<UserIcon />} variant="plainText">
          <span className="syncline-user">{name}</span>
        </MenuToggle>
      )}
    >
      <DropdownGroup label={`${name}, ${t(`roles.${role}`)}`} labelHeadingLevel="h2">
        <DropdownList>
          <DropdownItem onClick={() => void navigate("/password")}>{t("password.title")}</DropdownItem>
          <DropdownItem onClick={() => void signOut()}>{t("session.signOut")}</DropdownItem>
        </DropdownList>
      </DropdownGroup>
      <DropdownGroup label={t("theme.title")} labelHeadingLevel="h2">
        <DropdownList>
          {THEMES.map((one) => (
            <DropdownItem key={one} isSelected={one === theme} onClick={() => chooseTheme(one)}>
              {t(`theme.${one}`)}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
      <DropdownGroup label={t("language")} labelHeadingLevel="h2">
        <DropdownList>
          {(Object.keys(LANGUAGES) as Language[]).map((one) => (
            <DropdownItem key={one} lang={one} isSelected={one === i18n.language} onClick={() => void chooseLanguage(one)}>
              {LANGUAGES[one]}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
    </Dropdown>
  );
}
